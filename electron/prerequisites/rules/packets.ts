/** One packet that was sent; times in ms on one clock, `answeredAt` null when no answer came. */
export interface Packet {
  readonly sentAt: number;
  readonly answeredAt: number | null;
}

export interface Quality {
  /** Half of the median way there and back, ms. */
  readonly delay: number;
  /** Mean difference between the ways of packets that follow one another, ms (the D of RFC 3550 §6.4.1). */
  readonly jitter: number;
  /** Percent without answer. */
  readonly loss: number;
}

/** What packets in the order of their sending tell of the way; null when none was answered. */
export function qualityOf(packets: readonly Packet[]): Quality | null {
  const ways = packets.flatMap(({ sentAt, answeredAt }) =>
    answeredAt === null ? [] : [answeredAt - sentAt],
  );
  if (ways.length === 0) return null;
  const differences = ways.slice(1).map((way, index) => Math.abs(way - (ways[index] ?? way)));
  const jitter = differences.reduce((sum, one) => sum + one, 0) / Math.max(1, differences.length);
  return { delay: median(ways) / 2, jitter, loss: (1 - ways.length / packets.length) * 100 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
