'use client';

import { databaseEngines } from '../../../domain/database/engines';
import { ChoiceField } from '../../forms/choice-field';
import { enginesOnOffer } from '../engine-fields';
import { engineLooks } from '../engine-looks';
import { memorySize } from '../memory-size';

const choices = enginesOnOffer.map((engine) => {
  const { label, memoryMegabytes } = databaseEngines[engine];
  return {
    value: engine,
    title: (
      <span className="flex items-baseline justify-between gap-3">
        {label}
        <span className="whitespace-nowrap font-normal text-ink-3 text-xs tabular-nums">
          {memorySize(memoryMegabytes)} when idle
        </span>
      </span>
    ),
    text: engineLooks[engine].summary,
    icon: engineLooks[engine].icon,
  };
});

/** Choice of an engine, each with the memory that it needs when idle. */
export function EngineCards() {
  return <ChoiceField name="engine" label="Engine" choices={choices} />;
}
