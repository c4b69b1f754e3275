//! Bytes as they are: the type of bodies that are no text.

use bytes::Bytes;
use std::fmt;
use tokio::io::{AsyncRead, AsyncReadExt};

/// Bytes that are sent, or came, as they are: a file, an image. Cloning is cheap.
///
/// ```
/// use alicloud_runtime::Blob;
///
/// let blob = Blob::from("hello");
/// assert_eq!(blob.as_ref(), b"hello");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Blob(Bytes);

impl Blob {
    /// Reads a stream, such as a file, to its end. The signature of a request covers a hash of its body, which goes ahead
    /// of it, so a body has to be there as a whole.
    ///
    /// # Errors
    /// Those of the stream.
    pub async fn read(mut stream: impl AsyncRead + Unpin) -> std::io::Result<Self> {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        Ok(Blob(bytes.into()))
    }

    /// The bytes.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

/// Shows how many bytes there are, not which.
impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blob({} bytes)", self.0.len())
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

macro_rules! from {
    ($($type:ty),+) => {$(
        impl From<$type> for Blob {
            fn from(bytes: $type) -> Self {
                Blob(bytes.into())
            }
        }
    )+};
}

from!(Bytes, Vec<u8>, String, &'static [u8], &'static str);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_read_to_their_end_and_never_shown() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let blob = runtime.block_on(Blob::read(&[1_u8, 2, 3][..])).unwrap();
        assert_eq!(blob.as_ref(), [1, 2, 3]);
        assert_eq!(format!("{blob:?}"), "Blob(3 bytes)");
    }
}
