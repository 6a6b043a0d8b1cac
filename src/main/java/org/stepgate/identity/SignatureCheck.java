package org.stepgate.identity;

import java.time.Instant;
import org.stepgate.principal.Principal;

/// What the signature of a request proves.
public sealed interface SignatureCheck {
  /// The request was signed with a key that is accepted.
  ///
  /// @param principal who signed; its subject is the name of who has the access key
  /// @param account the account that the key belongs to, 12 digits
  /// @param proof the signature
  record Verified(Principal principal, String account, Proof proof) implements SignatureCheck {}

  /// A signature that was verified. A second request with the same one is the same request.
  ///
  /// @param signature 64 hexadecimal digits. Clients sign to the second: those that sign an
  ///   `amz-sdk-invocation-id` too have another signature for each call, others one for all calls
  ///   of the same content within a second
  /// @param until when it ceases to hold
  /// @param coversBody false when the same signature holds for any content
  /// @param isRecent whether it was made in the last two seconds, or in the next two of a client
  ///   whose clock is ahead
  /// @param invocation the client's `amz-sdk-invocation-id`, signed or not; empty without
  record Proof(
      String signature, Instant until, boolean coversBody, boolean isRecent, String invocation) {
    @Override
    public String toString() {
      return "Proof[until=" + until + "]";
    }
  }

  /// It proves nothing.
  ///
  /// @param code AWS's name of the error, such as `InvalidSignatureException`
  /// @param message AWS's text for the caller
  record Refused(String code, String message) implements SignatureCheck {
    static Refused missing() {
      return new Refused("MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    static Refused incomplete(String message) {
      return new Refused("IncompleteSignatureException", message);
    }

    static Refused invalid(String message) {
      return new Refused("InvalidSignatureException", message);
    }

    /// The key is not known, or its session token is another one.
    static Refused unrecognized() {
      return new Refused(
          "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    static Refused otherSignature() {
      return invalid(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
  }
}
