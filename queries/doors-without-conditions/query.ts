import { defineQuery, DOOR_COLUMNS, DOOR_ORDER, doorRow, partyDoors, text } from '../../src/query/index.js'

export const doorsWithoutConditions = defineQuery({
  id: 'doors-without-conditions',
  group: 'trust-quality',
  title: 'Doors that ask for nothing',
  params: {},
  columns: DOOR_COLUMNS,
  order: DOOR_ORDER,
  twin: (graph) =>
    partyDoors(graph)
      .filter((link) => text(link, 'outcome') === 'allowed')
      .map((link) => doorRow(graph, link)),
})
