import { useQuery } from '@tanstack/react-query';
import { useFormContext } from 'react-hook-form';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { paths } from '../paths';
import { Link } from '../primitives/link';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';

/** Fields for where the backups of a schedule are copied to, and how long the copies are kept. */
export function CopyFields() {
  const trpc = useTRPC();
  const canRead = useCan('destination:read');
  const storages = useQuery({ ...trpc.s3Storage.list.queryOptions({}), enabled: canRead });
  const isCopied = useFormContext().watch('storage') !== '';
  if (!canRead) return null;
  return (
    <>
      <SelectField
        name="storage"
        label="Copy to S3"
        hint={
          storages.data?.length === 0 ? (
            <>
              No S3 storage yet:{' '}
              <Link href={paths.s3Storages()} className="text-accent-text underline underline-offset-2">
                add one
              </Link>
            </>
          ) : (
            'Keeps a copy if the server is lost'
          )
        }
      >
        <option value="">Keep on the server only</option>
        {storages.data?.map(({ uuid, name }) => (
          <option key={uuid} value={uuid}>
            {name}
          </option>
        ))}
      </SelectField>
      {isCopied && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="keepAmountS3" label="Maximum copies" hint="0 means no limit" inputMode="numeric" />
          <TextField
            name="keepDaysS3"
            label="Keep copies for"
            hint="Days; 0 means no limit"
            inputMode="numeric"
          />
        </div>
      )}
    </>
  );
}
