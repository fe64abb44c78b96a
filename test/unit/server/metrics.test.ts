import { expect, test } from 'vitest';
import { Counter, exposition, Gauge, Histogram } from '../../../src/server/metrics/Registry.ts';

test('numbers are told in the text format of Prometheus', () => {
  const requests = new Counter('requests_total', 'Requests.');
  requests.add({ route: 'a "b"\\\n' });
  requests.add({ route: 'c' }, 2);
  requests.add({ route: 'c' }, 3);
  const durations = new Histogram('seconds', 'Durations.', [0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 7]) durations.observe({ route: 'c' }, value);
  const waiting = new Gauge('waiting', 'Who waits.', () => 4);
  expect(exposition([requests, durations, waiting])).toBe(`# HELP requests_total Requests.
# TYPE requests_total counter
requests_total{route="a \\"b\\"\\\\\\n"} 1
requests_total{route="c"} 5
# HELP seconds Durations.
# TYPE seconds histogram
seconds_bucket{route="c",le="0.1"} 2
seconds_bucket{route="c",le="1"} 3
seconds_bucket{route="c",le="+Inf"} 4
seconds_sum{route="c"} 7.65
seconds_count{route="c"} 4
# HELP waiting Who waits.
# TYPE waiting gauge
waiting 4
`);
});
