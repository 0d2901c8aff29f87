# The network of an environment. The real terraform reads this; the one beside it looks whether it is
# there.
output "subnet" {
  value = "net-${terraform.workspace}"
}
