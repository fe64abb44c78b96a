/** What a run's charts can have along their x-axis. */
import type { XScale } from '../../chart/axis.ts';
import { t } from '../../ui/l10n.ts';
import type { Metric, Stream } from './MetricList.ts';

export interface AxisChoice {
  /** As it is asked for. */
  readonly key: string;
  readonly label: string;
  readonly scale: XScale;
}

/** What the client logs by itself, which is no chart of its own. */
const OWN: ReadonlySet<string> = new Set(['_step', '_runtime', '_timestamp', '_wandb']);

export function isOwn({ name }: Pick<Metric, 'name'>): boolean {
  return OWN.has(name);
}

export function standardAxes(): readonly AxisChoice[] {
  return [
    { key: '_step', label: t('Step'), scale: 'step' },
    { key: '_runtime', label: t('Relative time'), scale: 'duration' },
    { key: '_timestamp', label: t('Wall time'), scale: 'time' },
  ];
}

/** Step, times, and every metric that never falls. */
export function axisChoices(metrics: readonly Metric[]): readonly AxisChoice[] {
  const rising = metrics.filter(
    each => each.stream === 'history' && each.kind === 'number' && each.rising && !isOwn(each),
  );
  return [
    ...standardAxes(),
    ...rising.map(({ name }) => ({ key: name, label: name, scale: 'number' as const })),
  ];
}

/** The axis of a stream's charts, where a person chose this one. */
export function chosenAxis(
  metrics: readonly Metric[],
  chosen: string,
  stream: Stream,
): AxisChoice | undefined {
  const choices = axisChoices(metrics);
  const choice = choices.find(({ key }) => key === chosen) ?? choices[0];
  return choice && axisOf(choice, stream);
}

/** The axis that a stream has: metrics of the machine know no steps, only times. */
export function axisOf(choice: AxisChoice, stream: Stream): AxisChoice {
  if (stream === 'history' || choice.key === '_timestamp') return choice;
  return standardAxes().find(({ key }) => key === '_runtime') ?? choice;
}
