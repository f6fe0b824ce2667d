// Faults on demand: which requests fail next, how, and how often.

type Fault =
  | { kind: "status"; status: 403 | 422 | 500 | 502 | 503; message?: string }
  | { kind: "secondary-limit"; status?: 403 | 429; retryAfterSeconds: number }
  | { kind: "rate-limit"; resetInSeconds: number }
  | { kind: "slow"; delayMs: number }
  | { kind: "drop" };

export type FaultOrder = {
  // A method and a path below the API; `*` matches anything: `POST /repos/*/issues/*/comments`.
  on: string;
  fault: Fault;
  times?: number;
  /** True: the request is carried out, and only its answer is lost. */
  afterwards?: boolean;
};

export type Faults = {
  order(order: FaultOrder): void;
  clear(): void;
  /** Returns the fault that hits this request, and counts it down. */
  take(method: string, path: string): FaultOrder | null;
};

export function createFaults(): Faults {
  let orders: { order: FaultOrder; pattern: RegExp; left: number }[] = [];
  return {
    order: (order) => {
      orders.push({ order, pattern: glob(order.on), left: order.times ?? 1 });
    },
    clear: () => {
      orders = [];
    },
    take: (method, path) => {
      const hit = orders.find((o) => o.left > 0 && o.pattern.test(`${method} ${path}`));
      if (!hit) return null;
      hit.left--;
      return hit.order;
    },
  };
}

/** `*` matches any text; everything else matches itself. */
function glob(pattern: string): RegExp {
  return new RegExp(`^${pattern.split("*").map(RegExp.escape).join(".*")}$`);
}
