/** Logo of a template, an SVG from its catalogue. */
export function TemplateLogo({ logo }: { logo: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: a data URL, which nothing could make smaller
    <img
      alt=""
      src={`data:image/svg+xml,${encodeURIComponent(logo)}`}
      className="size-9 shrink-0 rounded-md"
    />
  );
}
