import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds on the page as it is, in words that name the rule and the element.
 * @param rules which ones count: all, all but some, or some alone
 */
export async function violations(
  page: Page,
  rules: { except?: string[]; only?: string[] } = {},
): Promise<string[]> {
  // Without a page of its own for the results: it is for frames of other origins, and there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode().disableRules(rules.except ?? []);
  const { violations: found } = await (rules.only ? axe.withRules(rules.only) : axe).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
  );
}
