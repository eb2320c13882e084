import type { z } from 'zod';

/** A mail as data; `layout.ts` turns it into text and HTML, escaping for each. */
export interface MailContent {
  /** Subject, on one line. */
  subject: string;
  paragraphs: string[];
  /** Shown on a line of its own, to be copied. */
  code?: string;
  /** A button; its address is in the text as well. */
  link?: { label: string; url: string };
  /** Why the reader got this, or what to do if someone else caused it. */
  footnote?: string;
}

/** The sender, which every mail may name. */
export interface MailSender {
  instanceName: string;
  publicUrl: string;
}

export interface MailTemplate<S extends z.ZodType> {
  values: S;
  write(values: z.output<S>, sender: MailSender): MailContent;
}

export function mailTemplate<S extends z.ZodType>(
  values: S,
  write: MailTemplate<S>['write'],
): MailTemplate<S> {
  return { values, write };
}

/** A time as `22 November 2026, 17:05 UTC`: readers' time zones are unknown. */
export function formatMoment(iso: string): string {
  const text = new Date(iso).toLocaleString('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${text.replace(' at ', ', ')} UTC`;
}
