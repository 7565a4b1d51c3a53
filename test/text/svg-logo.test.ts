import { describe, expect, test } from 'vitest'
import { readSvgLogo } from '../../src/text/svg-logo.ts'

const svg = (content: string, more = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"${more}>${content}</svg>`

describe('a logo', () => {
  test('is written anew without what drawing programs add', () => {
    const drawn = `<?xml version="1.0"?><!DOCTYPE svg><!-- made with x -->
      ${svg(
        `<title>Acme</title><metadata><rdf:RDF rdf:about="x"><cc:Work/></rdf:RDF></metadata>
        <sodipodi:namedview id="x"/><g style="fill:#a51d2d;font-size:2px" class="y"
        inkscape:label="z"><path d="M0 0
        h9"/></g>text`,
        ` xmlns:inkscape='http://x' version="1.1"`,
      )}`

    const reading = readSvgLogo(drawn)

    expect(reading).toEqual({
      svg: svg('<g fill="#a51d2d"><path d="M0 0 h9"/></g>'),
    })
    expect(readSvgLogo('svg' in reading ? reading.svg : '')).toEqual(reading)
  })

  test.each([
    ['a script', svg('<script>alert(1)</script>')],
    ['a script in another spelling', svg('<SCRIPT/>')],
    ['an event', svg('<g onload="alert(1)"/>')],
    ['an event of the picture', svg('', ' ONLOAD="alert(1)"')],
    ['a link', svg('<a href="javascript:alert(1)"><path/></a>')],
    ['a reference', svg('<use xlink:href="http://evil.example/#a"/>')],
    ['an attribute that refers', svg('<path xlink:href="http://evil.example/"/>')],
    ['a picture', svg('<image href="http://evil.example/"/>')],
    ['a style sheet', svg('<style>@import url(http://evil.example/)</style>')],
    ['another document', svg('<foreignObject><body/></foreignObject>')],
    ['an animation', svg('<animate attributeName="href" to="x"/>')],
    ['a color from elsewhere', svg('<path fill="url(http://evil.example/#a)"/>')],
    ['a color from elsewhere in a style', svg('<path style="fill:url(//evil.example/#a)"/>')],
    ['an entity', `<!DOCTYPE svg [<!ENTITY x "y">]>${svg('')}`],
    ['a reference to an entity', svg('<path fill="&x;"/>')],
    ['a section without markup', svg('<![CDATA[<script/>]]>')],
    ['two pictures', svg('') + svg('')],
    ['a picture in the picture', svg(svg(''))],
    ['an element that is open', svg('<g>')],
    ['an element that is closed twice', svg('</g>')],
    ['something else', '<html/>'],
    ['an element without a value', svg('<path hidden/>')],
    ['too much depth', svg('<g>'.repeat(60) + '</g>'.repeat(60))],
    ['no view', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['another language', '<svg viewBox="0 0 9 9"/>'],
    ['nothing', ''],
  ])('is refused with %s', (_name, text) => {
    expect(readSvgLogo(text)).toEqual({ issue: expect.any(String) })
  })
})
