import { type UseFormRegisterReturn, useFormContext } from 'react-hook-form';

/**
 * Wire a text input to its form. A field that is left empty says nothing before the form is sent: a reason that appears
 * while the pointer goes down on something below would move that away from under it, and the click be lost.
 * @param onLeave the field was left with something in it
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
