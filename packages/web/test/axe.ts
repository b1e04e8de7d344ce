import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export interface AskedOfAxe {
  /** Groups of axe's rules; default: all. */
  tags?: string[];
  /** Single rules, instead of groups. */
  rules?: string[];
}

/**
 * What axe has against the page, one line for each: the rule, the place in the page, and what to do. What stands in a
 * frame (a letter) is looked at as the page it is elsewhere, not here.
 */
export async function axeFaults(page: Page, { tags, rules }: AskedOfAxe = {}): Promise<string[]> {
  // What passed is left where it is: a page of it weighs more than the page. And to put together what several frames
  // say ("not legacy") axe needs a second page, which costs as much again.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).exclude('iframe').setLegacyMode();
  if (tags) axe.withTags(tags);
  if (rules) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(' ')}: ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
}
