'use client';

import type { LucideIcon } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { Controller, useFormContext } from 'react-hook-form';
import { cn } from '../primitives/cn';

export interface Choice {
  value: string;
  title: ReactNode;
  text?: ReactNode;
  icon?: LucideIcon;
}

/** Radio group of a few choices, each with a line that explains it. Arrow keys move between them. */
export function ChoiceField({
  name,
  label,
  choices,
  columns = 2,
}: {
  name: string;
  label: string;
  choices: Choice[];
  columns?: 1 | 2;
}) {
  const id = useId();
  const { control } = useFormContext();
  return (
    <Controller
      name={name}
      control={control}
      render={({ field }) => (
        <div>
          <p id={id} className="mb-1.5 font-medium">
            {label}
          </p>
          <RadioGroup.Root
            aria-labelledby={id}
            value={field.value}
            onValueChange={field.onChange}
            className={cn('grid gap-2', columns === 2 && 'sm:grid-cols-2')}
          >
            {choices.map(({ value, title, text, icon: Icon }) => (
              <RadioGroup.Item
                key={value}
                value={value}
                className="flex items-start gap-3 rounded-lg border border-line-strong bg-surface p-3 text-left shadow-raised transition-colors hover:bg-hover data-[state=checked]:border-accent-text data-[state=checked]:bg-accent-soft"
              >
                {Icon && <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />}
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{title}</span>
                  {text && <span className="mt-0.5 block text-ink-2 text-xs">{text}</span>}
                </span>
              </RadioGroup.Item>
            ))}
          </RadioGroup.Root>
        </div>
      )}
    />
  );
}
