"""To whom a story is assigned is told as that, and not as its plan."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0048_deeds_of_edited_notes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='deed',
            name='what',
            field=models.CharField(choices=[('added', 'Added'), ('saved', 'Saved'), ('deleted', 'Deleted'), ('submitted', 'Handed in for review'), ('taken_back', 'Taken back'), ('sent_back', 'Sent back'), ('approved', 'Approved'), ('assigned', 'Assigned'), ('planned', 'Planned'), ('published', 'Published'), ('corrected', 'Published with a correction'), ('scheduled', 'Scheduled'), ('time_moved', 'Moved to another time'), ('reprinted', 'Reprinted'), ('called_off', 'Called off'), ('mended', 'Live text mended'), ('withdrawn', 'Withdrawn'), ('withdrawal', 'Withdrawal scheduled'), ('redacted', 'Redacted'), ('restored', 'Restored from the history'), ('explained', 'Note on a save'), ('embargoed', 'Under embargo'), ('embargo_lifted', 'Embargo lifted'), ('joined', 'Put into a release'), ('left', 'Taken out of a release'), ('released', 'Release published'), ('shared', 'Link to the draft made'), ('unshared', 'Link to the draft revoked'), ('noted', 'Note written'), ('replied', 'Reply written'), ('reworded', 'Note edited'), ('resolved', 'Note resolved'), ('reopened', 'Note reopened'), ('unsaid', 'Note deleted'), ('suggested', 'Other words suggested'), ('taken_up', 'Suggestion accepted'), ('turned_down', 'Suggestion refused'), ('moved', 'Address changed'), ('merged', 'Merged'), ('arranged', 'Front arranged'), ('sorted', 'Report moved'), ('unsorted', 'Report’s move undone'), ('roles', 'Roles changed'), ('password', 'Password changed'), ('signed_in', 'Signed in'), ('not_signed_in', 'Sign-in refused'), ('signed_out', 'Signed out')], max_length=16, verbose_name='deed'),
        ),
    ]
