/** Several controls as one tab stop: the arrows lead from one to the next. */

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** For `keydown` of what holds the controls: its buttons and tabs. The one that is focused is the tab stop from then on. */
export function rovingKeys(event: KeyboardEvent): void {
  const group = event.currentTarget as HTMLElement;
  const all = [...group.querySelectorAll<HTMLElement>('button, [role=tab]')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const step = STEPS[event.key];
  const target =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? all.length - 1
        : step === undefined
          ? undefined
          : at + step;
  if (target === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  for (const [i, each] of all.entries()) each.tabIndex = i === (target + all.length) % all.length ? 0 : -1;
  all[(target + all.length) % all.length]?.focus();
}
