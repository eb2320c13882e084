/** End this process once all its output has been read: a pipe holds 64 KiB, and the rest would be lost. */
export async function endProcess(code: typeof process.exitCode): Promise<never> {
  await Promise.all([taken(process.stdout), taken(process.stderr)]);
  process.exit(code);
}

/** Wait for all earlier writes. An empty write completes after them, or once there is no reader any more. */
function taken(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
