/// Who may do what: decisions on a principal, an action and a resource, by policies in the Cedar
/// language.
///
/// Read first: [org.stepgate.policy.Policy], [org.stepgate.policy.Policies],
/// [org.stepgate.policy.Resource], and the schema `stepgate.cedarschema` among the resources.
///
/// All values are immutable; a policy is asked by many threads at once. Nothing of Cedar and its
/// native library is loaded before there are policies to be read.
@NullMarked
package org.stepgate.policy;

import org.jspecify.annotations.NullMarked;
