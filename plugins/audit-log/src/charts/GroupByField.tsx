import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { makeStyles } from '@material-ui/core/styles';
import { describedMetaColumns } from '../table';
import { useWords } from '../words';
import { groupFields, isGroupable } from './groupState';
import { useFieldName } from './useFieldName';

const useStyles = makeStyles(
  { root: { width: 220 } },
  { name: 'AuditLogGroupByField' },
);

/** Chooses what events are counted by; a path of `meta` can be typed. */
export function GroupByField(props: {
  value: string;
  onChange: (field: string) => void;
}) {
  const { value, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const name = useFieldName();
  /** What was chosen, or typed as it is shown. */
  const fieldOf = (text: string) =>
    isGroupable(text)
      ? text
      : groupFields.find(
          field => name(field).toLowerCase() === text.trim().toLowerCase(),
        );
  return (
    <Autocomplete
      id="audit-log-group-by"
      className={classes.root}
      size="small"
      freeSolo
      disableClearable
      options={[...groupFields, ...describedMetaColumns]}
      getOptionLabel={name}
      value={value}
      onChange={(_, chosen) => {
        const field = fieldOf(chosen);
        if (field) {
          onChange(field);
        }
      }}
      renderInput={params => (
        <TextField {...params} variant="outlined" label={t('chart.groupBy')} />
      )}
    />
  );
}
