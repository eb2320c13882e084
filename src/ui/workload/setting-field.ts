/** One setting on the page: its wire name, and how it is asked for. */
export interface SettingField<Name extends string = string> {
  name: Name;
  label: string;
  kind: 'text' | 'number' | 'switch' | 'select' | 'area';
  hint?: string;
  placeholder?: string;
  mono?: boolean;
  /** Half of the form's width. */
  half?: boolean;
  /** Shown only while all of these fields have these values. */
  when?: Readonly<Record<string, string | boolean>>;
  /** Sent when the field is emptied; without it null, which clears the setting. */
  whenEmpty?: string;
  options?: readonly (readonly [value: string, label: string])[];
}

/** The settings that are saved together, with the words that explain them. */
export interface SettingGroup<Name extends string = string> {
  title: string;
  description: string;
  fields: readonly SettingField<Name>[];
}
