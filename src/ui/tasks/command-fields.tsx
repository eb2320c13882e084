import { SelectField } from '../forms/select-field';
import { TextAreaField } from '../forms/text-field';

interface CommandFieldsProps {
  hint: string;
  rows: number;
  /** Names of the components, if the workload has several. */
  components: readonly string[];
}

/** Fields for a command and, if there are several, the container that it runs in. */
export function CommandFields({ hint, rows, components }: CommandFieldsProps) {
  return (
    <>
      <TextAreaField name="command" label="Command" hint={hint} mono rows={rows} />
      {components.length > 0 && (
        <SelectField name="container" label="Container">
          {components.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}
