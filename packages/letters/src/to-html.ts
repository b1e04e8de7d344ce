import type { Block, ComposedReason, Inline, Letter } from './letter.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character]!);

/** The letter as an HTML fragment: headings as in the template, every value from outside within `<bdi>`, no inline style. */
export function toHtml(letter: Letter): string {
  const { head, language, direction, bindingNote } = letter;
  const lines = (all: string[]) => all.map((line) => `<bdi>${escape(line)}</bdi>`).join('<br>');
  return [
    `<article class="letter" lang="${escape(language)}" dir="${direction}">`,
    '<header class="letter-head">',
    `<p class="letter-authority"><strong>${escape(head.authority)}</strong>${head.addressLines.length ? `<br>${lines(head.addressLines)}` : ''}</p>`,
    `<p class="letter-recipient">${lines(head.recipient)}</p>`,
    `<dl class="letter-details">${head.details.map(({ label, value }) => `<div><dt>${escape(label)}</dt><dd><bdi>${escape(value)}</bdi></dd></div>`).join('')}</dl>`,
    '</header>',
    blocksToHtml(letter.blocks, letter),
    bindingNote ? `<footer class="letter-note"><p>${escape(bindingNote)}</p></footer>` : '',
    '</article>',
  ].filter(Boolean).join('\n');
}

const blocksToHtml = (blocks: Block[], letter: Letter): string => blocks.map((block) => blockToHtml(block, letter)).join('\n');

function blockToHtml(block: Block, letter: Letter): string {
  switch (block.kind) {
    case 'heading': return `<h${block.level}>${inlineToHtml(block.content)}</h${block.level}>`;
    case 'paragraph': return `<p>${inlineToHtml(block.content)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      const start = block.ordered && block.start !== 1 ? ` start="${block.start}"` : '';
      return `<${tag}${start}>${block.items.map((item) => `<li>${itemToHtml(item, letter)}</li>`).join('')}</${tag}>`;
    }
    case 'next': return `<section class="letter-next">\n${blocksToHtml(block.blocks, letter)}\n</section>`;
    case 'reasons': return `<section class="letter-reasons">\n${blocksToHtml(block.blocks, letter)}\n<ol>${block.reasons.map((reason) => reasonToHtml(reason, letter)).join('')}</ol>\n</section>`;
  }
}

// One paragraph in an item needs no paragraph of its own.
function itemToHtml(item: Block[], letter: Letter): string {
  const [only] = item;
  return item.length === 1 && only?.kind === 'paragraph' ? inlineToHtml(only.content) : blocksToHtml(item, letter);
}

function reasonToHtml({ content, basis }: ComposedReason, { legalBasisLabel, bindingLanguage }: Letter): string {
  const law = basis.map(({ label, url }) => {
    const words = `<bdi lang="${escape(bindingLanguage)}">${escape(label)}</bdi>`;
    return url ? `<a href="${escape(url)}">${words}</a>` : words;
  }).join('; ');
  return `<li><p>${inlineToHtml(content)}</p>${law ? `<p class="letter-law">${legalBasisLabel ? `${escape(legalBasisLabel)}: ` : ''}${law}</p>` : ''}</li>`;
}

function inlineToHtml(content: Inline[]): string {
  return content.map((part) => {
    switch (part.kind) {
      case 'text': return escape(part.text);
      case 'value': return `<bdi>${escape(part.text)}</bdi>`;
      case 'strong': return `<strong>${inlineToHtml(part.content)}</strong>`;
      case 'emphasis': return `<em>${inlineToHtml(part.content)}</em>`;
      case 'link': return `<a href="${escape(part.address)}">${inlineToHtml(part.content)}</a>`;
      case 'break': return '<br>';
    }
  }).join('');
}
