/// The Step Functions API as AWS speaks it: JSON 1.0 on `POST /`, over the port of workflows.
///
/// Read first: [org.stepgate.awsapi.AwsApi], [org.stepgate.awsapi.Operation],
/// [org.stepgate.awsapi.Constraints].
///
/// Threads: everything here may be called by any; operations block, so they belong on virtual
/// threads.
@NullMarked
package org.stepgate.awsapi;

import org.jspecify.annotations.NullMarked;
