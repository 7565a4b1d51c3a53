/**
 * Remembers at least so many entries that were set last, and at most twice as many: two maps in turn, and no deletion.
 * A map from which entries are deleted all the time is copied again and again, and each dead copy keeps what the next
 * one holds from being collected (docs/decisions/0085-what-every-request-leaves-behind.md).
 */
export class RecentEntries<Value> {
  readonly #minSize: number
  #current = new Map<string, Value>()
  #previous: ReadonlyMap<string, Value> = new Map()

  constructor(minSize: number) {
    this.#minSize = minSize
  }

  get(key: string): Value | undefined {
    return this.#current.get(key) ?? this.#previous.get(key)
  }

  set(key: string, value: Value): void {
    this.#current.set(key, value)
    if (this.#current.size <= this.#minSize) return
    this.#previous = this.#current
    this.#current = new Map()
  }
}
