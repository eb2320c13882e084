import { SelectField } from '../forms/select-field';
import { TextAreaField } from '../forms/text-field';

interface CommandFieldsProps {
  hint: string;
  rows: number;
  /** Names of the components of the workload, where it has several. */
  components: readonly string[];
}

/** A command, and the container that it runs in where there are several. */
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
