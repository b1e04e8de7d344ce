/**
 * Changes of a model where it is written: in its document, which `writeModel` writes. The typed parts are a view of what
 * was read and stay as they were; read what was written to see it anew. Each throws a RangeError where the model has no
 * such place. What a cell then says need not be FEEL: that is for `compile` to tell.
 */
import { attribute, elements, setAttribute, textOf, type XmlElement, type XmlNode } from '../xml/tree.ts';
import type { DmnModel, HitPolicy } from './types.ts';

/** A row of a decision's own table, by the decision's name and the row's id. */
export interface RowPlace { decision: string; row: string }
/** A cell of it; columns count from 0. */
export interface CellPlace extends RowPlace { part: 'input' | 'output'; column: number }

/** Puts FEEL into a cell. */
export function setCell(model: DmnModel, { part, column, ...place }: CellPlace, text: string): void {
  const entry = entries(rowAt(model, place), part === 'input' ? 'inputEntry' : 'outputEntry')[column];
  if (!entry) throw new RangeError(`the row ${place.row} has no ${part} ${column}`);
  setText(entry, text);
}

/** Puts FEEL in place of a decision's logic, where that is one expression. */
export function setExpression(model: DmnModel, decision: string, text: string): void {
  const literal = elements(decisionAt(model, decision)).find((one) => one.local === 'literalExpression');
  if (!literal) throw new RangeError(`the decision "${decision}" is no single expression`);
  setText(literal, text);
}

/** Sets how a table chooses among the rows that match. */
export function setHitPolicy(model: DmnModel, decision: string, policy: HitPolicy): void {
  setAttribute(tableAt(model, decision), 'hitPolicy', policy);
}

/** The text of a row in an annotation column, '' where it has none. */
export function annotationOf(model: DmnModel, place: RowPlace, column: string): string {
  const index = columnsOf(tableAt(model, place.decision)).indexOf(column);
  const entry = entries(rowAt(model, place), 'annotationEntry')[index];
  return entry ? elements(entry).filter((one) => one.local === 'text').map(textOf).join('').trim() : '';
}

/** Writes a row's text in an annotation column. A table that has no such column gets it, empty in its other rows. */
export function setAnnotation(model: DmnModel, place: RowPlace, column: string, text: string): void {
  const table = tableAt(model, place.decision), row = rowAt(model, place);
  if (!columnsOf(table).includes(column)) addColumn(table, column);
  const index = columnsOf(table).indexOf(column);
  while (entries(row, 'annotationEntry').length <= index) appendLike(row, newEntry(row, 'annotationEntry'), 'annotationEntry');
  setText(entries(row, 'annotationEntry')[index]!, text);
}

/** Is there a row of this id anywhere in the model? */
export function hasRow(model: DmnModel, row: string): boolean {
  return model.decisions.some((decision) => {
    const table = elements(decision.element).find((one) => one.local === 'decisionTable');
    return table !== undefined && rowsOf(table).some((one) => attribute(one, 'id') === row);
  });
}

/**
 * Adds a row after another, or as the first (`after` null): a copy of `like`, or one that holds for everything and says
 * nothing yet. The table must have a row.
 */
export function addRow(model: DmnModel, decision: string, { id, after, like }: { id: string; after: string | null; like?: string | undefined }): void {
  if (hasRow(model, id)) throw new RangeError(`there is a row ${id} already`);
  const table = tableAt(model, decision);
  const pattern = like === undefined ? rowsOf(table).at(-1) : rowAt(model, { decision, row: like });
  if (!pattern) throw new RangeError(`the table of "${decision}" has no row`);
  const row = copyOf(pattern, table);
  setAttribute(row, 'id', id);
  if (like === undefined) {
    for (const entry of entries(row, 'inputEntry')) setText(entry, '-');
    for (const local of ['outputEntry', 'annotationEntry']) for (const entry of entries(row, local)) setText(entry, '');
  }
  putRow(table, row, after === null ? null : rowAt(model, { decision, row: after }));
}

/** Takes a row away; the last one stays, since a table without rows says nothing at all. */
export function removeRow(model: DmnModel, place: RowPlace): void {
  const table = tableAt(model, place.decision), row = rowAt(model, place);
  if (rowsOf(table).length < 2) throw new RangeError(`${place.row} is the only row of "${place.decision}"`);
  takeOut(table, row);
}

/** Puts a row after another of its table, or first (`after` null): in tables that take the first row that matches, the order decides. */
export function moveRow(model: DmnModel, place: RowPlace, after: string | null): void {
  if (after === place.row) throw new RangeError('a row cannot come after itself');
  const table = tableAt(model, place.decision), row = rowAt(model, place);
  const before = after === null ? null : rowAt(model, { decision: place.decision, row: after });
  takeOut(table, row);
  putRow(table, row, before);
}

function decisionAt(model: DmnModel, name: string): XmlElement {
  const decision = model.decisions.find((one) => one.name === name);
  if (!decision) throw new RangeError(`there is no decision "${name}"`);
  return decision.element;
}

function tableAt(model: DmnModel, decision: string): XmlElement {
  const table = elements(decisionAt(model, decision)).find((one) => one.local === 'decisionTable');
  if (!table) throw new RangeError(`the decision "${decision}" is no table`);
  return table;
}

function rowAt(model: DmnModel, { decision, row }: RowPlace): XmlElement {
  const found = rowsOf(tableAt(model, decision)).find((one) => attribute(one, 'id') === row);
  if (!found) throw new RangeError(`the table of "${decision}" has no row ${row}`);
  return found;
}

const rowsOf = (table: XmlElement): XmlElement[] => elements(table).filter((one) => one.local === 'rule');
const entries = (row: XmlElement, local: string): XmlElement[] => elements(row).filter((one) => one.local === local);
const columnsOf = (table: XmlElement): string[] => elements(table).filter((one) => one.local === 'annotation').map((one) => attribute(one, 'name') ?? '');

/** Puts text into the `<text>` of an entry. */
function setText(entry: XmlElement, words: string): void {
  const text = elements(entry).find((one) => one.local === 'text');
  if (!text) throw new RangeError(`a ${entry.local} without text`);
  text.children = words === '' ? [] : [{ type: 'text', text: words, cdata: false, line: text.line, column: text.column }];
}

function copyOf<Node extends XmlNode>(node: Node, parent: XmlElement): Node {
  if (node.type !== 'element') return { ...node };
  const copy: XmlElement = { ...node, attributes: node.attributes.map((one) => ({ ...one })), parent, children: [] };
  copy.children = node.children.map((child) => copyOf(child, copy));
  return copy as Node;
}

/** The space before an element, so that what is put beside it stands as it does. */
function spaceBefore(parent: XmlElement, child: XmlNode): XmlNode[] {
  const before = parent.children[parent.children.indexOf(child) - 1];
  return before?.type === 'text' ? [{ ...before }] : [];
}

function putRow(table: XmlElement, row: XmlElement, after: XmlElement | null): void {
  const neighbour = after ?? rowsOf(table)[0]!;
  const space = spaceBefore(table, neighbour);
  const at = table.children.indexOf(neighbour);
  // the first takes its neighbour's place and space; another comes with its own
  if (after) table.children.splice(at + 1, 0, ...space, row);
  else table.children.splice(at, 0, row, ...space);
  row.parent = table;
}

function takeOut(table: XmlElement, row: XmlElement): void {
  const at = table.children.indexOf(row), space = spaceBefore(table, row).length;
  table.children.splice(at - space, 1 + space);
}

function addColumn(table: XmlElement, name: string): void {
  const pattern = elements(table).filter((one) => ['annotation', 'output'].includes(one.local)).at(-1);
  if (!pattern) throw new RangeError('the table has no output column');
  const column: XmlElement = { ...pattern, name: pattern.name.replace(pattern.local, 'annotation'), local: 'annotation', attributes: [{ name: 'name', value: name }], children: [] };
  table.children.splice(table.children.indexOf(pattern) + 1, 0, ...spaceBefore(table, pattern), column);
  for (const row of rowsOf(table)) appendLike(row, newEntry(row, 'annotationEntry'), 'annotationEntry');
}

/** An empty entry, written as the row's other entries are. */
function newEntry(row: XmlElement, local: string): XmlElement {
  const pattern = elements(row).find((one) => one.local === 'outputEntry')!;
  const entry = copyOf(pattern, row);
  Object.assign(entry, { name: pattern.name.replace(pattern.local, local), local, attributes: [] });
  setText(entry, '');
  return entry;
}

function appendLike(row: XmlElement, entry: XmlElement, local: string): void {
  const last = entries(row, local).at(-1) ?? entries(row, 'outputEntry').at(-1)!;
  row.children.splice(row.children.indexOf(last) + 1, 0, ...spaceBefore(row, last), entry);
}
