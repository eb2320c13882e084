'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import { abilities } from '../../domain/permission/ability';
import { ChoiceField } from '../forms/choice-field';
import { PermissionPicker } from '../permission/permission-picker';
import { Disclosure } from '../primitives/disclosure';
import { Toggle } from '../primitives/toggle';
import { permits } from '../session/permits';
import { useSession } from '../session/session-provider';
import { abilityWords, mayHold, withPressed } from './ability-choice';
import { presets } from './presets';
import type { TokenValues } from './token-values';

/** Fields for what the token may do: a preset, or abilities and single permissions, none beyond the caller's own. */
export function AccessFields() {
  const { role } = useSession();
  const { control } = useFormContext<TokenValues>();
  const preset = useWatch({ control, name: 'preset' });
  const offered = presets.filter(({ abilities: held }) => held.every((ability) => mayHold(role, ability)));
  return (
    <div className="space-y-4">
      <ChoiceField
        name="preset"
        label="May"
        choices={offered.map(({ value, title, text }) => ({ value, title, text }))}
      />
      {preset === 'custom' && <CustomAccess />}
    </div>
  );
}

function CustomAccess() {
  const session = useSession();
  const { control, setValue, formState } = useFormContext<TokenValues>();
  const [held, scopes] = useWatch({ control, name: ['abilities', 'scopes'] });
  const options = { shouldDirty: true, shouldValidate: true };
  return (
    <div className="space-y-4">
      <div className="rounded-lg border border-line bg-surface p-4">
        <h2 className="mb-1 font-medium">Abilities</h2>
        <p className="mb-2 text-ink-3 text-xs">
          Each covers many permissions, including ones added in later versions.
        </p>
        <ul className="space-y-2">
          {abilities.map((ability) => (
            <li key={ability} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="w-40 shrink-0">
                <Toggle
                  label={abilityWords[ability].title}
                  isOn={held.includes(ability)}
                  denied={mayHold(session.role, ability) ? null : 'Your role cannot grant this to a token.'}
                  onPress={() => setValue('abilities', withPressed(held, ability), options)}
                >
                  {abilityWords[ability].title}
                </Toggle>
              </span>
              <span className="min-w-0 flex-1 basis-52 text-ink-2 text-xs">{abilityWords[ability].text}</span>
            </li>
          ))}
        </ul>
        {formState.errors.abilities && (
          <p role="alert" className="mt-2 text-bad text-xs">
            {formState.errors.abilities.message}
          </p>
        )}
      </div>
      <Disclosure
        title="Individual permissions"
        detail={scopes.length > 0 ? `${scopes.length} selected` : 'in addition to the abilities above'}
      >
        <PermissionPicker
          value={scopes}
          onChange={(next) => setValue('scopes', next, options)}
          isOffered={() => true}
          denialOf={(permission) =>
            permits(session, permission)
              ? null
              : 'Your role does not have this permission, so a token cannot have it.'
          }
        />
      </Disclosure>
    </div>
  );
}
