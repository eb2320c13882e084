import type { Host } from '../../transport/host';

/** Prints the machine's time and time since boot in seconds, and the daemon's start in ticks. */
const script = `pid=$(cat /run/docker.pid)
read -r line <"/proc/$pid/stat"
set -- \${line##*) }
read -r up _ </proc/uptime
echo "$(date +%s) \${up%.*} \${20}"`;

/** The same on every architecture that Docker runs on (`USER_HZ`). */
const TICKS_PER_SECOND = 100;

/** Get the start time of a machine's Docker daemon, by the machine's clock; null when unknown. */
export async function daemonStartedAt(host: Pick<Host, 'run'>): Promise<Date | null> {
  const { code, stdout } = await host.run({ argv: ['sh', '-ec', script], deadlineMs: 20_000 });
  const numbers = /^(\d+) (\d+) (\d+)\s*$/.exec(stdout)?.slice(1).map(Number);
  if (code !== 0 || numbers === undefined) return null;
  const [now = 0, up = 0, ticks = 0] = numbers;
  return new Date((now - up + Math.floor(ticks / TICKS_PER_SECOND)) * 1000);
}
