import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../words';
import { CloudMark } from './CloudMark';
import { Cloud } from './integrationForm';

const useStyles = makeStyles(
  theme => ({
    group: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(230px, 1fr))',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1),
    },
    choice: {
      margin: 0,
      paddingRight: theme.spacing(1),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    chosen: { borderColor: theme.palette.primary.main },
    label: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      fontSize: '0.875rem',
      '& svg': { width: 28, height: 28 },
    },
  }),
  { name: 'AuditLogCloudChoice' },
);

/** Asks for the cloud, once: it can't be changed afterwards. */
export function CloudChoice(props: {
  clouds: Cloud[];
  value: Cloud;
  onChange: (cloud: Cloud) => void;
}) {
  const t = useWords();
  const classes = useStyles();
  return (
    <FormControl component="fieldset" fullWidth margin="dense">
      <FormLabel component="legend">{t('integration.form.cloud')}</FormLabel>
      <RadioGroup
        className={classes.group}
        name="cloud"
        value={props.value}
        onChange={event => props.onChange(event.target.value as Cloud)}
      >
        {props.clouds.map(cloud => (
          <FormControlLabel
            key={cloud}
            value={cloud}
            className={`${classes.choice} ${
              cloud === props.value ? classes.chosen : ''
            }`}
            control={<Radio color="primary" size="small" />}
            label={
              <span className={classes.label}>
                <CloudMark cloud={cloud} />
                {t(`integration.cloud.${cloud}`)}
              </span>
            }
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
