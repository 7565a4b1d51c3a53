/** What only draws. */
const drawing =
  /^(svg|g|defs|path|rect|circle|ellipse|line|polyline|polygon|linearGradient|radialGradient|stop|clipPath)$/

/** What drawing programs add, and nobody sees. */
const dropped = /^(title|desc|metadata|[\w-]+:[\w.-]+)$/

const attributes = new Set(
  `id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform offset fill fill-opacity fill-rule
  clip-rule clip-path stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
  stroke-dashoffset stroke-opacity opacity stop-color stop-opacity color display gradientUnits gradientTransform
  spreadMethod clipPathUnits preserveAspectRatio`.split(/\s+/),
)

const namespace = 'http://www.w3.org/2000/svg'
const maxDepth = 50

/** A picture that was written anew, or what is wrong with it. */
export type LogoReading = { readonly svg: string } | { readonly issue: string }

/**
 * Reads an SVG picture and writes it anew with nothing but shapes and their colors, so that no browser runs or loads anything
 * because of it.
 */
export function readSvgLogo(text: string): LogoReading {
  try {
    const root = parse(text.trim())
    if (root.name !== 'svg') throw new LogoIssue('Must be an SVG picture.')
    if (root.attributes.get('xmlns') !== namespace) {
      throw new LogoIssue(`<svg> must have xmlns="${namespace}".`)
    }
    if (!root.attributes.has('viewBox')) throw new LogoIssue('<svg> must have a viewBox.')
    return { svg: write(root).replace('<svg', `<svg xmlns="${namespace}"`) }
  } catch (error) {
    if (error instanceof LogoIssue) return { issue: error.message }
    throw error
  }
}

class LogoIssue extends Error {
  override readonly name = 'LogoIssue'
}

interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Element[]
}

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*>|<\/(?<end>[\w:.-]+)\s*>|<(?<start>[\w:.-]+)(?<given>(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<closed>\/?)>|[^<]+/y

/** The one element that a document consists of, with those inside of it; texts and comments are dropped. */
function parse(text: string): Element {
  const top: Element = { name: '', attributes: new Map(), children: [] }
  const open = [top]
  for (const { end, start, given = '', closed } of tokensOf(text)) {
    if (start !== undefined) {
      const element = { name: start, attributes: attributesOf(given), children: [] }
      open.at(-1)?.children.push(element)
      if (!closed) open.push(element)
    } else if (end !== undefined && open.pop()?.name !== end) {
      throw new LogoIssue(`</${end}> closes an element that is not open.`)
    }
    if (open.length > maxDepth) throw new LogoIssue('Too many elements inside of each other.')
  }
  return onlyOne(open.length === 1 ? top.children : [])
}

function onlyOne([root, ...others]: readonly Element[]): Element {
  if (!root || others.length > 0) throw new LogoIssue('Must be one complete SVG picture.')
  return root
}

type Token = Readonly<Partial<Record<'end' | 'start' | 'given' | 'closed', string>>>

function* tokensOf(text: string): Generator<Token> {
  let position = 0
  while (position < text.length) {
    token.lastIndex = position
    const found = token.exec(text)
    if (!found) throw new LogoIssue('Must be a well-formed SVG picture without entities.')
    position = token.lastIndex
    yield found.groups ?? {}
  }
}

/** Declarations of a style, which the policies of pages forbid, become attributes. */
function attributesOf(given: string): Map<string, string> {
  const pairs = [...given.matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g)]
    .map(([, name = '', quoted = '']) => [name, quoted.slice(1, -1).trim()] as const)
    .flatMap(([name, value]) =>
      name === 'style' ? declarationsOf(value) : [[name, value] as const],
    )
  return new Map(pairs)
}

function declarationsOf(style: string): (readonly [string, string])[] {
  return style.split(';').map((each) => {
    const [name = '', ...value] = each.split(':')
    return [name.trim(), value.join(':').trim()] as const
  })
}

function write({ name, attributes, children }: Element): string {
  if (!drawing.test(name)) {
    throw new LogoIssue(`Must not contain <${name}>: only shapes, lines and gradients.`)
  }
  const shown = [...attributes].map(attributeOf).join('')
  const inside = children
    .filter((child) => !dropped.test(child.name))
    .map((child) => {
      if (child.name === 'svg') throw new LogoIssue('Must not contain a picture in the picture.')
      return write(child)
    })
  return inside.length === 0
    ? `<${name}${shown}/>`
    : `<${name}${shown}>${inside.join('')}</${name}>`
}

function attributeOf([name, value]: readonly [string, string]): string {
  if (/^on|href$/i.test(name)) throw new LogoIssue(`Must not contain the attribute ${name}.`)
  if (!attributes.has(name)) return ''
  const plain = value.replaceAll(/\s+/g, ' ')
  const isPlain = /^[\w\s#.,%()+:;-]*$/.test(plain)
  if (!isPlain || /url\(/i.test(plain.replaceAll(/url\(#[\w.-]+\)/g, ''))) {
    throw new LogoIssue(`Must not contain ${name}="${value.slice(0, 40)}".`)
  }
  return ` ${name}="${plain}"`
}
