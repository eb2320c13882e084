'use client';

import { SelectField } from '../forms/select-field';
import { TextAreaField, TextField } from '../forms/text-field';

/** Fields for the allowed addresses and the rate limit of a token, both optional. */
export function RestrictionFields() {
  return (
    <>
      <TextAreaField
        name="allowed_ips"
        label="Addresses"
        optional
        mono
        rows={3}
        placeholder={'203.0.113.7\n2001:db8::/32'}
        hint="IPv4, IPv6 or CIDR, one per line. Requests from other addresses are refused as if the token did not exist."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="rate_requests"
          label="Rate limit"
          optional
          inputMode="numeric"
          placeholder="no separate limit"
          hint="Number of requests, in addition to its owner’s limit"
        />
        <SelectField name="rate_window" label="Within">
          <option value="1">one second</option>
          <option value="60">one minute</option>
          <option value="3600">one hour</option>
          <option value="86400">one day</option>
        </SelectField>
      </div>
    </>
  );
}
