/** End this process once all that it printed has been taken: a pipe holds 64 KiB, and the rest would be lost. */
export async function endProcess(code: typeof process.exitCode): Promise<never> {
  await Promise.all([taken(process.stdout), taken(process.stderr)]);
  process.exit(code);
}

/** An empty write is over once all before it are, or once no one reads any more. */
function taken(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
