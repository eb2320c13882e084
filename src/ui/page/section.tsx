import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';

interface SectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page, grouped by space and a heading instead of a box. */
export function Section({ title, description, actions, children }: SectionProps) {
  return (
    <section aria-label={title} className="mb-10">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-semibold text-base tracking-tight">{title}</h2>
          {description && <p className="mt-0.5 max-w-prose text-ink-2">{description}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}

interface SettingsSectionsProps {
  /** Why the user can see some of these settings but not change them. */
  locked?: string | null;
  children: ReactNode;
}

/** Sections of a settings page, separated by rules. */
export function SettingsSections({ locked, children }: SettingsSectionsProps) {
  return (
    <>
      {locked && (
        <p className="mb-6 flex items-start gap-2 rounded-lg border border-line bg-sunken px-4 py-3 text-ink-2">
          <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
          {locked}
        </p>
      )}
      <div>{children}</div>
    </>
  );
}

interface SettingsSectionProps extends Omit<SectionProps, 'actions'> {
  /** Whether its fields are read-only; `SettingsSections` shows the reason. */
  locked?: boolean;
}

/** A form next to the text that explains it; on narrow screens below it. */
export function SettingsSection({ title, description, locked = false, children }: SettingsSectionProps) {
  return (
    <section
      aria-label={title}
      className="grid gap-x-10 gap-y-4 border-line border-t py-8 first:border-t-0 first:pt-0 lg:grid-cols-[16rem_minmax(0,1fr)]"
    >
      <div>
        <h2 className="font-semibold text-base tracking-tight">{title}</h2>
        {description && <p className="mt-1 text-ink-2">{description}</p>}
      </div>
      <fieldset disabled={locked} className="min-w-0 max-w-2xl">
        {children}
      </fieldset>
    </section>
  );
}
