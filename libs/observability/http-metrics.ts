import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

type Timer = (seconds: number) => void;

/** Requests by method, route pattern and status: never by path, whose ids would make a series each. */
export class HttpMetrics {
  private inFlight = 0;
  private readonly duration: Histogram<'method' | 'route' | 'status'>;
  private readonly refusals: Counter<'code'>;
  private readonly children = new Map<string, Timer>();

  constructor(registry: Registry) {
    this.duration = new Histogram({
      name: 'http_server_request_duration_seconds',
      help: 'Time from the request line to the last byte of the answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
    const set = (gauge: Gauge): void => gauge.set(this.inFlight);
    new Gauge({
      name: 'http_server_requests_in_flight',
      help: 'Requests that are being answered.',
      registers: [registry],
      // Counted here and told when asked: a gauge looks for its labels at each step.
      collect() {
        set(this);
      },
    });
    this.refusals = new Counter({
      name: 'ledger_problems_total',
      help: 'Problems answered, by the code of the refusal or of the edge.',
      labelNames: ['code'],
      registers: [registry],
    });
  }

  begun(): void {
    this.inFlight += 1;
  }

  ended(): void {
    this.inFlight -= 1;
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    const key = `${method} ${route} ${status}`;
    let timer = this.children.get(key);
    if (timer === undefined) {
      const child = this.duration.labels(method, route, String(status));
      timer = (taken) => child.observe(taken);
      this.children.set(key, timer);
    }
    timer(seconds);
  }

  refused(code: string): void {
    this.refusals.inc({ code });
  }
}
