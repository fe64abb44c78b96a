/** What a team's server counts; described in docs/team-server.md. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PoolUse } from '../../store/postgres/connections.ts';
import type { RequestRecord } from '../http/requests.ts';
import { Counter, exposition, Gauge, Histogram } from './Registry.ts';

/** Seconds: from a read of the catalog to the upload of a large file. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** Nanoseconds in a second. */
const NANO = 1e9;
const METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];

interface Sources {
  readonly pool: () => PoolUse;
  /** Windows that are attached. */
  readonly streams: () => number;
  readonly underWay: () => number;
  readonly version: string;
}

export class ServerMetrics {
  readonly #requests = new Counter('amphora_http_requests_total', 'Requests that were answered.');
  readonly #durations = new Histogram(
    'amphora_http_request_duration_seconds',
    'Time from a request to the end of its answer.',
    DURATIONS,
  );
  readonly #received = new Counter('amphora_http_received_bytes_total', 'Bytes that clients sent.');
  readonly #sent = new Counter('amphora_http_sent_bytes_total', 'Bytes that clients were sent.');
  readonly #blobs = new Counter('amphora_blobs_uploaded_total', 'Files that came through this process.');
  readonly #delay = monitorEventLoopDelay({ resolution: 20 });
  readonly #gauges: readonly Gauge[];

  constructor({ pool, streams, underWay, version }: Sources) {
    this.#delay.enable();
    this.#gauges = [
      new Gauge('amphora_http_requests_under_way', 'Requests that were not answered yet.', underWay),
      new Gauge('amphora_attached_streams', 'Windows that listen for what changes.', streams),
      new Gauge('amphora_database_connections', 'Connections to the database.', () => {
        const { open, idle } = pool();
        return [
          [{ state: 'busy' }, open - idle],
          [{ state: 'idle' }, idle],
        ];
      }),
      new Gauge('amphora_database_connections_max', 'Connections at most.', () => pool().most),
      new Gauge('amphora_database_waiting', 'Requests that wait for a connection.', () => pool().waiting),
      new Gauge('amphora_info', 'The version of this process.', () => [[{ version }, 1]]),
      new Gauge(
        'process_cpu_seconds_total',
        'Time that processors worked for this process.',
        () => {
          const { user, system } = process.cpuUsage();
          return (user + system) / 1e6;
        },
        'counter',
      ),
      new Gauge('process_resident_memory_bytes', 'Memory that this process holds.', () =>
        process.memoryUsage.rss(),
      ),
      new Gauge('process_start_time_seconds', 'When this process started.', () =>
        Math.round(Date.now() / 1000 - process.uptime()),
      ),
      new Gauge(
        'nodejs_heap_used_bytes',
        'Memory of the program’s own data.',
        () => process.memoryUsage().heapUsed,
      ),
      new Gauge(
        'nodejs_eventloop_lag_p99_seconds',
        'By how much turns are late, since the last look.',
        () => {
          const seconds = this.#delay.percentile(99) / NANO;
          this.#delay.reset();
          return seconds;
        },
      ),
    ];
  }

  count({ method, route, status, milliseconds, received, sent }: RequestRecord): void {
    // A client may send any word.
    const known = METHODS.includes(method) ? method : 'other';
    this.#requests.add({ route, method: known, status: String(status) });
    this.#durations.observe({ route }, milliseconds / 1000);
    this.#received.add({ route }, received);
    this.#sent.add({ route }, sent);
    if (known === 'PUT' && status === 200) this.#blobs.add({ route });
  }

  read(): string {
    const own = [this.#requests, this.#durations, this.#received, this.#sent, this.#blobs];
    return exposition([...own, ...this.#gauges]);
  }

  close(): void {
    this.#delay.disable();
  }
}
