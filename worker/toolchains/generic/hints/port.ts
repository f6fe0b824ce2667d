// Where a service listens, inside of its container.

/** Of images whose file does not say it, because it runs beside a container. */
const USUAL_PORTS: readonly (readonly [image: RegExp, port: number])[] = [
  [/postg/, 5432],
  [/mysql|mariadb/, 3306],
  [/redis|valkey/, 6379],
  [/mongo/, 27_017],
  [/rabbitmq/, 5672],
];

/** `published`: as in `5433:5432/tcp`. Null: nobody says it. */
export function portOf(image: string, published: unknown): number | null {
  const inside = /(\d+)(?:\/tcp)?$/.exec(String(published ?? ""))?.[1];
  if (inside !== undefined) return Number(inside);
  return USUAL_PORTS.find(([known]) => known.test(image))?.[1] ?? null;
}
