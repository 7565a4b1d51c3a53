/** A text that takes one line of a table: all of it shows on hover, and while its row has the focus. */
export function Clipped({ children }: { readonly children: string }) {
  if (children === '') return undefined
  return (
    <span className="lk-clip" title={children}>
      {children}
    </span>
  )
}
