/** One setting in a form: its wire name, and its field. */
export interface SettingField<Name extends string = string> {
  name: Name;
  label: string;
  kind: 'text' | 'number' | 'switch' | 'select' | 'area';
  hint?: string;
  placeholder?: string;
  mono?: boolean;
  /** Whether the field is half as wide as the form. */
  half?: boolean;
  /** Shown only while all of these fields have these values. */
  when?: Readonly<Record<string, string | boolean>>;
  /** Value to send when the field is cleared; by default null, which clears the setting. */
  whenEmpty?: string;
  options?: readonly (readonly [value: string, label: string])[];
}

/** Settings that are saved together, with the text that explains them. */
export interface SettingGroup<Name extends string = string> {
  title: string;
  description: string;
  fields: readonly SettingField<Name>[];
}
