'use client';

import { useFormContext } from 'react-hook-form';
import { SelectField } from '../../forms/select-field';
import { UnprovenProxy } from './unproven-proxy';

/** Select for a proxy, in a form with the field `proxy_type`. */
export function ProxyTypeField({ hint }: { hint: string }) {
  const isTraefik = useFormContext<{ proxy_type: string }>().watch('proxy_type') === 'traefik';
  return (
    <>
      <SelectField name="proxy_type" label="Proxy" hint={hint}>
        <option value="caddy">Caddy</option>
        <option value="traefik">Traefik</option>
        <option value="none">None: I route traffic myself</option>
      </SelectField>
      {isTraefik && <UnprovenProxy />}
    </>
  );
}
