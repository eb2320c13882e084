/** Docker's log drivers that keep a log in files on the machine; those of other drivers are not limited here. */
const fileDrivers: ReadonlySet<string> = new Set(['json-file', 'local']);
/** Files of a log: the older one is dropped when the newer one is full. */
const files = 2;

/**
 * Docker's LogConfig that bounds the log of a container (`deployment.md` D10.3): without one a container that prints
 * fills the disk of its server. Null where the machine's driver takes no such limit.
 * @param bytes of all its files
 */
export function logLimit(driver: string, bytes: number): Record<string, unknown> | null {
  if (!fileDrivers.has(driver)) return null;
  return {
    Type: driver,
    Config: { 'max-size': String(Math.ceil(bytes / files)), 'max-file': String(files) },
  };
}
