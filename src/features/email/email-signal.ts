declare module '../../context.ts' {
  interface Context {
    /** Wakes the delivery of this node. */
    readonly emailSignal: EmailSignal
  }
}

/** Tells the delivery of this process that an email was queued, so that nobody waits for its next look. */
export class EmailSignal {
  #listener: () => void = () => {}

  listen(listener: () => void): void {
    this.#listener = listener
  }

  wake(): void {
    this.#listener()
  }
}
