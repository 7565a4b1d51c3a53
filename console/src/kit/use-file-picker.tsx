import { type ReactNode, useRef } from 'react'

interface FilePickerOptions {
  readonly label: string
  /** As in HTML: extensions and media types. */
  readonly accept: string
  readonly onPick: (file: File) => unknown
}

/** The hidden field that takes a file, to be put on the page, and what opens its dialog. */
export function useFilePicker({ label, accept, onPick }: FilePickerOptions) {
  const input = useRef<HTMLInputElement>(null)
  const field: ReactNode = (
    <input
      ref={input}
      type="file"
      hidden
      aria-label={label}
      accept={accept}
      onChange={({ currentTarget }) => {
        const file = currentTarget.files?.[0]
        if (file) onPick(file)
        // The same file can be taken again, once it was changed.
        currentTarget.value = ''
      }}
    />
  )
  return { field, open: () => input.current?.click() }
}
