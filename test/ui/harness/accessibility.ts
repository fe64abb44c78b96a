import { AxeBuilder } from '@axe-core/playwright';
import type { HostedPage } from './hostedPage.ts';

/** What axe finds wrong with a page: rule and elements. @param except rules to leave out */
export async function accessibilityFaults(
  { page, faults }: Pick<HostedPage, 'page' | 'faults'>,
  except: readonly string[] = [],
): Promise<string[]> {
  const before = faults.length;
  const { violations } = await new AxeBuilder({ page }).disableRules([...except]).analyze();
  // Axe itself puts styles into the page, which the page's policy refuses.
  faults.length = before;
  return violations.map(each => `${each.id}: ${each.nodes.map(at => at.html).join(' ')}`);
}
