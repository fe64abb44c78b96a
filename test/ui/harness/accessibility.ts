import { AxeBuilder } from '@axe-core/playwright';
import type { HostedPage } from './hostedPage.ts';

type Watched = Pick<HostedPage, 'page' | 'faults'>;

/** What axe finds wrong with a page: rule and elements. @param except rules to leave out */
export function accessibilityFaults(on: Watched, except: readonly string[] = []): Promise<string[]> {
  return analyse(on, new AxeBuilder(on).disableRules([...except]));
}

/** What of it another theme can change, which is found in a fraction of the time. */
export function contrastFaults(on: Watched): Promise<string[]> {
  return analyse(on, new AxeBuilder(on).withRules(['color-contrast', 'link-in-text-block']));
}

async function analyse({ faults }: Watched, axe: AxeBuilder): Promise<string[]> {
  const before = faults.length;
  const { violations } = await axe.analyze();
  // Axe itself puts styles into the page, which the page's policy refuses.
  faults.length = before;
  return violations.map(each => `${each.id}: ${each.nodes.map(at => at.html).join(' ')}`);
}
