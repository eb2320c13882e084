import { type UseFormRegisterReturn, useFormContext } from 'react-hook-form';

/**
 * Connect a text input to its form. A field that loses focus while empty is not validated before the form is submitted:
 * an error message that appears during a click would move the clicked element away, and the click would be lost.
 * @param onLeave called when the field loses focus with text in it
 */
export function useTextInput(name: string, onLeave?: () => void): UseFormRegisterReturn {
  const { register } = useFormContext();
  const input = register(name, onLeave ? { onBlur: onLeave } : {});
  return {
    ...input,
    onBlur: async (event) => {
      if (event.target.value !== '') await input.onBlur(event);
    },
  };
}
