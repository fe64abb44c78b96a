/** What has the focus, also inside a control of the kit: what is to have it again later. */
export function focusedElement(): HTMLElement | SVGElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement || element instanceof SVGElement ? element : undefined;
}
