import { TextField } from './text-field'

/** Where a person types a password that is to be theirs: at least 12 characters, as the rules of passwords say. */
export const NewPasswordField = (words: { label: string; help: string }) => (
  <TextField
    {...words}
    name="password"
    type="password"
    autoComplete="new-password"
    required
    minLength={12}
    maxLength={200}
  />
)
