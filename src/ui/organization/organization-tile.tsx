/** First letter of an organization, so that it is found at a glance. */
export function OrganizationTile({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="flex size-7 shrink-0 items-center justify-center rounded-md border border-line bg-sunken font-semibold text-ink-2 text-xs uppercase"
    >
      {[...name.trim()][0]}
    </span>
  );
}
