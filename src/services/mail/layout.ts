import type { MailContent, MailSender } from './templates/content';

/** Render a mail as text, for programs without HTML. */
export function textOf(content: MailContent, { instanceName, publicUrl }: MailSender): string {
  const { paragraphs, code, link, footnote } = content;
  const parts = [
    ...paragraphs,
    ...(code === undefined ? [] : [`    ${code}`]),
    ...(link ? [`${link.label}: ${link.url}`] : []),
    ...(footnote === undefined ? [] : [footnote]),
    `-- \n${instanceName} · ${publicUrl}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
const style = {
  page: `margin:0;padding:32px 16px;background:#f4f4f5;color:#18181b;${font};font-size:15px;line-height:24px`,
  card: 'max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e4e4e7;border-radius:12px',
  heading: 'margin:0 0 16px;font-size:18px;line-height:26px;font-weight:600',
  paragraph: 'margin:0 0 16px',
  code: 'margin:0 0 16px;padding:12px 16px;background:#f4f4f5;border-radius:8px;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:15px;word-break:break-all',
  button:
    'display:inline-block;padding:10px 18px;background:#18181b;color:#fafafa;border-radius:8px;text-decoration:none;font-weight:500',
  small: 'margin:16px 0 0;color:#71717a;font-size:13px;line-height:20px',
} as const;

/** Render a mail as HTML with inline styles and no images: every mail program shows it without loading anything. */
export function htmlOf(content: MailContent, { instanceName, publicUrl }: MailSender): string {
  const { subject, paragraphs, code, link, footnote } = content;
  const body = [
    `<h1 style="${style.heading}">${escapeHtml(subject)}</h1>`,
    ...paragraphs.map((text) => `<p style="${style.paragraph}">${escapeHtml(text)}</p>`),
    ...(code === undefined ? [] : [`<p style="${style.code}">${escapeHtml(code)}</p>`]),
    ...(link ? [`<p style="${style.paragraph}">${button(link)}</p>`] : []),
    ...(footnote === undefined ? [] : [`<p style="${style.small}">${escapeHtml(footnote)}</p>`]),
    `<p style="${style.small}">${escapeHtml(instanceName)} · ${escapeHtml(publicUrl)}</p>`,
  ].join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="${style.page}"><div style="${style.card}">
${body}
</div></body></html>
`;
}

function button({ label, url }: { label: string; url: string }): string {
  return `<a href="${escapeHtml(url)}" style="${style.button}">${escapeHtml(label)}</a>`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escape text for element content and quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
