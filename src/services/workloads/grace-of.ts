/** Get the seconds that components have to stop, of those with their own, by name. */
export function graceOf(
  components: readonly { name: string; stopGraceSeconds: number | null }[],
): Record<string, number> {
  return Object.fromEntries(
    components.flatMap(({ name, stopGraceSeconds }) =>
      stopGraceSeconds === null ? [] : [[name, stopGraceSeconds]],
    ),
  );
}
