import type { CannedQuery } from '../query/index.js'
import { favourites, pictureFavourite, type Favourite } from './favourites.js'
import { parameterCommand } from './parameters.js'
import { PICTURES, type Picture } from './pictures.js'
import { NODE_LOOKS } from './style.js'

/** What a guide is made of. `address` is where the files are served, without `/` at the end; null when they are not. */
export interface GuideParts {
  readonly queries: ReadonlyMap<string, CannedQuery>
  readonly cypherOf: (id: string) => string
  readonly address: string | null
}

/** One of the questions to begin with: a picture or a canned query, and what to look for in the answer. */
interface FirstQuestion {
  readonly question: string
  readonly reading: string
  readonly ask: Picture | string
}

/** The ten questions that an investigation begins with, in that order. */
export const FIRST_QUESTIONS: readonly FirstQuestion[] = [
  {
    question: 'Who is outside, and how far does each get?',
    reading: 'A table, furthest first. `unconditional` counts what holds without any "if", `data` what gives content.',
    ask: 'party-summary',
  },
  { question: 'What does this party reach?', reading: PICTURES.reach.reading, ask: PICTURES.reach },
  { question: 'By which way?', reading: PICTURES.ways.reading, ask: PICTURES.ways },
  { question: 'On whose say-so?', reading: PICTURES.why.reading, ask: PICTURES.why },
  { question: 'Who else gets to the same resource?', reading: PICTURES.whoReaches.reading, ask: PICTURES.whoReaches },
  {
    question: 'Which doors ask for no external id?',
    reading: 'A vendor that serves many companies can be talked into using these for somebody else.',
    ask: 'trust-without-external-id',
  },
  { question: 'What is open to everybody?', reading: PICTURES.everybody.reading, ask: PICTURES.everybody },
  {
    question: 'Which of our roles does most of it pass through?',
    reading: 'The first rows are where one change closes most.',
    ask: 'chokepoint-principals',
  },
  {
    question: 'Who has more than was agreed?',
    reading: 'Compared with what parties.yaml allows each party; `beyond` says in which respect.',
    ask: 'beyond-allowance',
  },
  {
    question: 'What could not be seen?',
    reading: 'No row in any answer above is proof of no access where something is listed here.',
    ask: 'coverage-gaps',
  },
]

/** Parameters that the first questions use, each with the label of the node that it names and what is taken. */
const GUIDE_PARAMS = [
  ['party', 'ExternalParty', 'Take the party that reaches most'],
  ['resource', 'Resource', 'Take the resource that most parties reach'],
] as const

/**
 * The guide that Browser shows beside its answers (`:guide <address>/guide.html`): HTML in slides, with statements to click.
 *
 * INVARIANT: every text is escaped; there is no script, and no name of the published graph.
 */
export function guidePage({ queries, cypherOf, address }: GuideParts): string {
  const canned = new Map(favourites(queries.values(), cypherOf).map((favourite) => [favourite.name, favourite]))
  const slides = [
    welcome(address),
    slide('One party, drawn', [
      ...GUIDE_PARAMS.map(([name, label, what]) => `<p>${commandLink(parameterCommand(name, label) ?? '', what)}</p>`),
      '<p>Then draw the ways of that party:</p>',
      runnable(statementText(pictureFavourite(PICTURES.ways))),
      paragraph(PICTURES.ways.reading),
      '<p>The two arrows above a picture let it fill the window; the lowest of its three buttons fits it in.</p>',
      '<p>Another party, by its name; then draw again:</p>',
      runnable(":param party => COLLECT { MATCH (p:ExternalParty {name: 'Datadog'}) RETURN p.id }[0]"),
    ]),
    slide('Ten first questions', [
      '<p>Click a statement, then run it. Questions about a party or a resource are about those taken on the slide before.</p>',
      ...FIRST_QUESTIONS.flatMap((first, at) => question(first, at + 1, canned)),
    ]),
    slide('All questions', [favouritesText(address), groupsOf([...canned.values()])]),
    reading(),
  ]
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>inroads: what outsiders reach</title></head><body>',
    '<article class="guide"><carousel class="deck container-fluid">',
    ...slides,
    '</carousel></article>',
    '</body></html>',
    '',
  ].join('\n')
}

/** The first questions as a page of text, for reading and for pasting. */
export function firstQuestionsPage({ queries, cypherOf }: Pick<GuideParts, 'queries' | 'cypherOf'>): string {
  const canned = new Map(favourites(queries.values(), cypherOf).map((favourite) => [favourite.name, favourite]))
  const commands = GUIDE_PARAMS.map(([name, label]) => parameterCommand(name, label) ?? '')
  return [
    '# Ten first questions',
    '',
    'In Neo4j Browser, after `inroads publish`. Once, first: a party and a resource to ask about.',
    '',
    ...fenced(commands),
    ...FIRST_QUESTIONS.flatMap((first, at) => [
      `## ${String(at + 1)}. ${first.question}`,
      '',
      first.reading,
      '',
      ...fenced([statementOf(first, canned)]),
    ]),
  ].join('\n')
}

function fenced(lines: readonly string[]): string[] {
  return ['```cypher', ...lines, '```', '']
}

function welcome(address: string | null): string {
  const style =
    address === null
      ? '<p>Drop the file <code>style.grass</code> on this page: it colours what follows.</p>'
      : `<p>1. ${commandLink(`:style ${address}/style.grass`, 'Load the style')}: it colours what follows.</p>`
  return slide('What outsiders reach in your clouds', [
    '<p>What <code>inroads publish</code> wrote is under plain labels, one snapshot, no filter needed.</p>',
    style,
    `<p>2. ${commandLink(':config autoComplete: false', 'Draw only what an answer has')}: otherwise Browser adds every other arrow between the nodes of a picture.</p>`,
    '<p>3. Go on to the next slide. A click on a statement puts it into the editor; run it from there.</p>',
    legend(),
  ])
}

function legend(): string {
  const words: [keyof typeof NODE_LOOKS, string][] = [
    ['ExternalParty', 'a party outside'],
    ['OutsideIdentity', 'what it comes in as'],
    ['Principal', 'a role, user or group of yours'],
    ['Resource', 'a resource, or a pattern of them'],
    ['Scope', 'an account, or what holds accounts'],
    ['Grant', 'a statement that grants'],
    ['CoverageGap', 'what could not be seen'],
  ]
  const items = words.map(([kind, meaning]) => {
    const { color, text } = NODE_LOOKS[kind]
    return `<li><code style="background-color: ${color}; color: ${text}; padding: 2px 8px; border-radius: 8px">${kind}</code> ${escaped(meaning)}</li>`
  })
  return `<ul>${items.join('')}</ul>`
}

function question(first: FirstQuestion, number: number, canned: ReadonlyMap<string, Favourite>): string[] {
  return [
    `<h4>${String(number)}. ${escaped(first.question)}</h4>`,
    runnable(statementOf(first, canned)),
    paragraph(first.reading),
  ]
}

function statementOf({ ask }: FirstQuestion, canned: ReadonlyMap<string, Favourite>): string {
  if (typeof ask !== 'string') return statementText(pictureFavourite(ask))
  const found = canned.get(ask)
  if (found === undefined) throw new RangeError(`there is no query \`${ask}\``)
  return statementText(found)
}

function statementText({ title, statement }: Favourite): string {
  return `// ${title}\n${statement}`
}

function favouritesText(address: string | null): string {
  const archive =
    address === null
      ? '<code>favourites.zip</code>'
      : `<a href="${escaped(`${address}/favourites.zip`)}" target="_blank">favourites.zip</a>`
  return `<p>Drop ${archive} on this page (the file as it is, not unpacked): every question becomes a favourite, behind the star on the left, in one folder per group.</p>`
}

function groupsOf(all: readonly Favourite[]): string {
  const groups = new Map<string, string[]>()
  for (const { folder, title } of all) {
    groups.set(folder, [...(groups.get(folder) ?? []), `<li>${escaped(title)}</li>`])
  }
  return [...groups].map(([folder, titles]) => `<h4>${escaped(folder)}</h4><ul>${titles.join('')}</ul>`).join('\n')
}

function reading(): string {
  return slide('How to read an answer', [
    '<ul>',
    '<li><code>allowed</code>: without any "if". <code>conditional</code>: yes, if; <code>requires</code> and <code>requiresKeys</code> say what. <code>unknown</code>: it depends on something that could not be read.</li>',
    '<li>An arrow to an account or another scope means everything in it that the actions fit. A name with <code>*</code> is a pattern, as a policy writes it.</li>',
    '<li><code>CAN_REACH</code> is the answer of <code>inroads reach</code>, one arrow for each row; <code>via</code> on it names the way.</li>',
    '<li><code>because</code> holds the ids of <code>Grant</code> nodes: the statements, word for word, in <code>text</code>.</li>',
    '<li>What was not seen is part of the graph: <code>CoverageGap</code>. No arrow is no proof where a gap is.</li>',
    '</ul>',
  ])
}

function slide(title: string, content: readonly string[]): string {
  return `<slide class="row-fluid"><div class="col-sm-12"><h3>${escaped(title)}</h3>\n${content.join('\n')}\n</div></slide>`
}

/** A text with `code` in it. */
function paragraph(text: string): string {
  return `<p>${escaped(text).replace(/`([^`]*)`/g, '<code>$1</code>')}</p>`
}

/** A link that runs a command of Browser, which begins with `:`. */
function commandLink(command: string, text: string): string {
  return `<a data-exec="${escaped(command.replace(/^:/, ''))}">${escaped(text)}</a>`
}

function runnable(statement: string): string {
  return `<pre class="pre-scrollable code runnable">${escaped(statement.trim())}</pre>`
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

/** A text as HTML shows it, inside an element or an attribute in quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? character)
}
