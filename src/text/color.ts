const white = '#ffffff'
/** The darkest background that our pages and emails put links on. */
const darkCard = '#222228'
/** For text (WCAG 1.4.3). */
const minContrast = 4.5

/** What is wrong with a color for links and buttons on white; undefined when it can be read. */
export function colorIssue(color: string): string | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return 'Must be a color such as #1a5fb4.'
  const contrast = contrastOf(color, white)
  if (contrast >= minContrast) return undefined
  // Rounded down, so that 4.49 does not read as enough.
  const shown = Math.floor(contrast * 10) / 10
  return `Has a contrast of ${shown}:1 with white; readable text needs ${minContrast}:1. Choose a darker color.`
}

/** The color for dark backgrounds: as much lighter as it takes to be read there. */
export function onDark(color: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const lighter = mix(color, white, share)
    if (contrastOf(lighter, darkCard) >= minContrast) return lighter
  }
  return white
}

/** The contrast ratio of WCAG 2.2. */
export function contrastOf(one: string, other: string): number {
  const [lighter = 1, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(color: string, other: string, share: number): string {
  const others = channels(other)
  const mixed = channels(color).map((channel, index) =>
    Math.round(channel + ((others[index] ?? 0) - channel) * share),
  )
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function channels(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16))
}
