'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import { useNow } from '../feedback/use-now';
import { SelectField } from '../forms/select-field';
import { lifetimeOf, lifetimesWithin } from './lifetimes';
import type { TokenValues } from './token-values';

/** Field for the lifetime of a token, within the limit (days) that the organization may set. */
export function ExpiryField({ limit }: { limit: number | null }) {
  const { control } = useFormContext<TokenValues>();
  const days = lifetimeOf(useWatch({ control, name: 'expires_in_days' }));
  const now = useNow(60_000);
  const { days: offered, mayNever } = lifetimesWithin(limit);
  const end = days === null ? null : new Date(now.getTime() + days * 86_400_000);
  const limitText = limit === null ? '' : ` This organization allows at most ${limit} days.`;
  return (
    <SelectField
      name="expires_in_days"
      label="Expires"
      className="max-w-72"
      hint={
        end
          ? `On ${end.toLocaleDateString(undefined, { dateStyle: 'long' })}. You get an e-mail 7 days and 24 hours before.${limitText}`
          : 'Works until it is revoked. A token that expires and is rotated regularly is safer.'
      }
    >
      {offered.map((each) => (
        <option key={each} value={each}>
          in {each} days
        </option>
      ))}
      {mayNever && <option value="never">never</option>}
    </SelectField>
  );
}
