import type { GraphEdgeKind, GraphNodeKind } from '../graph/index.js'

interface NodeLook {
  readonly color: string
  readonly border: string
  readonly text: string
  readonly diameter: number
  readonly font: number
  readonly caption: string
}

interface EdgeLook {
  readonly color: string
  readonly width: number
  readonly caption: string
}

const WHITE = '#FFFFFF'
const DARK = '#2B2B2B'

/**
 * How each kind of node is drawn: outside warm, ours cool, what is acted on yellow. Sizes so that a name of about
 * 24 characters stands in its circle, because Browser breaks names at spaces only.
 */
export const NODE_LOOKS: { readonly [K in GraphNodeKind]: NodeLook } = {
  ExternalParty: look('#C0392B', '#8E2A20', WHITE, { diameter: 100, font: 11 }),
  OutsideIdentity: look('#E67E22', '#B9651B', WHITE),
  Principal: look('#2E6DA4', '#1F4E79', WHITE),
  Resource: look('#F2C94C', '#C9A227', DARK, { diameter: 110, font: 8 }),
  Scope: look('#8E5BB5', '#6B3F91', WHITE),
  IdentityProvider: look('#16A085', '#0E6F5C', WHITE),
  Credential: look('#D98880', '#B03A2E', DARK),
  Grant: look('#7FB77E', '#5B8F5A', DARK, { diameter: 70, font: 8, caption: '{kind}' }),
  CoverageGap: look('#7F8C8D', '#5D6D6E', WHITE),
  Snapshot: look('#34495E', '#22303D', WHITE),
}

/** How each relationship is drawn: what can be done stands out, what merely is stays thin. */
export const EDGE_LOOKS: { readonly [K in GraphEdgeKind]: EdgeLook } = {
  CAN_REACH: { color: '#C0392B', width: 2, caption: '{access}' },
  CAN_ASSUME: { color: '#1F4E79', width: 5, caption: '{outcome}' },
  CAN_ACCESS: { color: '#C9A227', width: 3, caption: '{access}' },
  HAS_IDENTITY: { color: '#B9651B', width: 2, caption: 'comes in as' },
  HOLDS: { color: '#B9651B', width: 2, caption: 'holds' },
  RUNS_AS: { color: '#1F4E79', width: 2, caption: 'runs as' },
  OWNS: { color: '#A78BC0', width: 1, caption: 'owns' },
  CONTAINS: { color: '#A78BC0', width: 1, caption: 'holds' },
  MEMBER_OF: { color: '#5D8AB5', width: 1, caption: 'member of' },
  HAS_GRANT: { color: '#5B8F5A', width: 1, caption: 'is granted by' },
  GRANTS: { color: '#5B8F5A', width: 2, caption: 'grants' },
  CONCERNS: { color: '#7F8C8D', width: 1, caption: 'concerns' },
}

function look(
  color: string,
  border: string,
  text: string,
  { diameter = 90, font = 8, caption = '{name}' }: Partial<Pick<NodeLook, 'diameter' | 'font' | 'caption'>> = {},
): NodeLook {
  return { color, border, text, diameter, font, caption }
}

/** What Browser gives a label of its own accord, which would cover the colour of the kind. */
const PLAIN = look('#A5ABB6', '#9AA1AC', WHITE)

/**
 * The style sheet of Browser (GraSS). Labels of types come first, so that the kind of a node decides how it is drawn.
 *
 * @param typeLabels labels besides the kinds, such as `AwsIamRole`; what is no plain word is left out
 */
export function grassStyle(typeLabels: Iterable<string>): string {
  const types = [...new Set(typeLabels)].filter((label) => /^[A-Za-z][A-Za-z0-9]{0,99}$/.test(label)).sort()
  const kinds = Object.entries(NODE_LOOKS)
  return [
    rule('node', nodeProperties(PLAIN)),
    rule('relationship', edgeProperties({ color: '#8A93A3', width: 1, caption: '<type>' })),
    ...types
      .filter((label) => !Object.hasOwn(NODE_LOOKS, label))
      .map((label) => rule(`node.${label}`, nodeProperties(PLAIN))),
    ...kinds.map(([kind, one]) => rule(`node.${kind}`, nodeProperties(one))),
    ...Object.entries(EDGE_LOOKS).map(([kind, one]) => rule(`relationship.${kind}`, edgeProperties(one))),
  ].join('')
}

function nodeProperties({ color, border, text, diameter, font, caption }: NodeLook): [string, string][] {
  return [
    ['diameter', `${String(diameter)}px`],
    ['font-size', `${String(font)}px`],
    ['color', color],
    ['border-color', border],
    ['border-width', '2px'],
    ['text-color-internal', text],
    ['caption', `"${caption}"`],
  ]
}

function edgeProperties({ color, width, caption }: EdgeLook): [string, string][] {
  return [
    ['color', color],
    ['shaft-width', `${String(width)}px`],
    ['font-size', '9px'],
    ['padding', '3px'],
    ['text-color-external', '#3B4252'],
    ['text-color-internal', WHITE],
    ['caption', `"${caption}"`],
  ]
}

function rule(selector: string, properties: readonly (readonly [string, string])[]): string {
  return `${selector} {\n${properties.map(([name, value]) => `  ${name}: ${value};\n`).join('')}}\n`
}
